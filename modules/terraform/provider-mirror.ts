import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, parseVersion } from './version';

/** What a mirror must hold to be of use. */
export interface WantedProvider {
  /** `registry.terraform.io`, or the registry of OpenTofu. */
  readonly host: string;
  /** `linux_amd64` */
  readonly platform: string;
}

/** A filesystem mirror with a provider that the stacks accept. */
export interface ProviderMirror {
  readonly folder: string;
  /** A packed mirror holds archives, which every init unpacks again; an unpacked one is linked to. */
  readonly packed: boolean;
}

const providerAddress = ['hashicorp', 'aws'] as const;

/** The constraint that the stacks emit: `>= 5.100.0, < 7.0.0`. */
const oldestAccepted = [5, 100, 0] as const;
const firstRefused = [7, 0, 0] as const;

/** Where system-wide mirrors are looked for, one level below. */
export const mirrorRoots: readonly string[] = ['/opt', '/usr/local/share', '/usr/local/lib'];

/** Looks whether a folder is a mirror that holds the AWS provider in a version and for a platform we can use. */
export function readMirror(folder: string, wanted: WantedProvider): ProviderMirror | undefined {
  const provider = join(folder, wanted.host, ...providerAddress);
  const names = list(provider);
  const unpacked = names.some((name) => isAccepted(name) && isFolder(join(provider, name, wanted.platform)));
  if (unpacked) return { folder, packed: false };
  const packed = names.some((name) => isAccepted(packedVersion(name, wanted.platform)));
  return packed ? { folder, packed: true } : undefined;
}

/** The first usable mirror among the folders directly below the roots. */
export function findMirrorBelow(roots: readonly string[], wanted: WantedProvider): ProviderMirror | undefined {
  const folders = roots.flatMap((root) => list(root).map((name) => join(root, name)));
  return firstMirror(folders, wanted);
}

/** The first usable mirror among these folders. */
export function firstMirror(folders: readonly string[], wanted: WantedProvider): ProviderMirror | undefined {
  for (const folder of folders) {
    const mirror = readMirror(folder, wanted);
    if (mirror) return mirror;
  }
  return undefined;
}

function packedVersion(fileName: string, platform: string): string {
  const start = 'terraform-provider-aws_';
  const end = `_${platform}.zip`;
  return fileName.startsWith(start) && fileName.endsWith(end) ? fileName.slice(start.length, -end.length) : '';
}

function isAccepted(text: string): boolean {
  const version = text.includes('-') ? undefined : parseVersion(text);
  if (!version) return false;
  return compareVersions(version, oldestAccepted) >= 0 && compareVersions(version, firstRefused) < 0;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

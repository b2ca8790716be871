import { diagnostic, DiagnosticError, plannedHandshakes, type Handshake } from '../core';
import type { CommandIo, SetExitCode } from './io';
import { environmentOfTenant, loadProject } from './project';
import { refuse } from './refuse';

/** A tenant with a key of its own: what it is told, and the ARN that it gave back. */
export interface TenantHandshake {
  readonly handshake: Handshake;
  /** @default the tenant is pending */
  readonly keyArn?: string;
}

/** The handshake of a tenant; nothing when files are wrong, which is then said. @throws DiagnosticError when it has none */
export async function handshakeOfTenant(
  id: string,
  environmentName: string | undefined,
  io: CommandIo,
  setExitCode: SetExitCode,
): Promise<TenantHandshake | undefined> {
  const project = await loadProject(io, environmentName);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return undefined;
  const environment = environmentOfTenant(project, id);
  const path = `${environment.name}/${id}`;
  const key = environment.tenants.find((one) => one.id === id)?.key;
  if (key?.owner !== 'tenant')
    throw new DiagnosticError(
      diagnostic('TB5120', {
        path,
        message: `tenant ${id} has no key of its own`,
        fix: 'name a tenant with key: { owner: tenant } in its file; the platform makes the keys of the others',
      }),
    );
  const planned = plannedHandshakes(environment).find((one) => one.handshake.tenant === id);
  if (planned === undefined)
    throw new DiagnosticError(
      diagnostic('TB2150', {
        path,
        message: `tenant ${id} is not pinned, or has retired`,
        fix: 'run tenant-buckets pin, which decides on its bucket',
      }),
    );
  return { handshake: planned.handshake, ...(key.arn !== undefined && { keyArn: key.arn }) };
}

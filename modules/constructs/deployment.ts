import type { Pins, Placement, Tenant } from '../core';

/** Where terraform keeps a stack's state. */
export type StateBackend =
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      /** Full ARN of the key that encrypts the state: state holds grant tokens. */
      readonly kmsKeyArn: string;
    }
  | {
      /** A file beside the synthesized stack. For emulators and trials: nobody locks or backs it up. */
      readonly kind: 'localFile';
    };

/** A placement with what terraform needs to reach it. */
export interface Deployment extends Placement {
  readonly backend: StateBackend;
  /** The role that terraform assumes. @default the credentials that it is run with */
  readonly assumeRoleArn?: string;
  /** Where an emulator answers, such as `http://127.0.0.1:4566`. @default AWS itself */
  readonly emulatorEndpoint?: string;
}

/** All that is deployed under one name: placements, and the tenants who live there. */
export interface Environment {
  /** First part of every stack's name. */
  readonly name: string;
  readonly placements: readonly Deployment[];
  readonly tenants: readonly Tenant[];
  /** Where each tenant lives, decided once: without a pin no tenant is built. */
  readonly pins: Pins;
  /** On every resource that takes tags. */
  readonly tags: { readonly [key: string]: string };
}

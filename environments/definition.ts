import type { Deployment } from '../modules/constructs';
import type { EnvironmentDefinition as Definition } from '../modules/tenants';

/** An environment as written down here: its tenants stand in `tenants/<name>/`, its pins in `pins/<name>.yaml`. */
export type EnvironmentDefinition = Definition<Deployment>;

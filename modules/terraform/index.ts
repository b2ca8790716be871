export { runCdktf, type CdktfOptions } from './cdktf';
export {
  configureCli,
  type CliConfiguration,
  type CliConfigurationOptions,
  type ProviderSource,
} from './cli-configuration';
export { findTerraform, type TerraformBinary } from './find-terraform';
export { runLeashed, type Environment, type LeashedCommand, type LeashedResult } from './leashed-process';
export { readMovedResources } from './moved-resources';
export type { TerraformOptions } from './run-terraform';
export { createTerraform, type OutputValue, type Patience, type PlanResult, type Terraform } from './terraform';
export type { ChangeSummary } from './ui-stream';

export { describeVariable, runApp, type AppOptions, type AppResult } from './app';
export { readDescription, type DescribedEnvironment } from './description';
export {
  checkLoaded,
  chooseEnvironments,
  filesOf,
  loadEnvironments,
  type EnvironmentDefinition,
  type FilledEnvironment,
  type LoadedEnvironments,
} from './environments';
export { foundFile, readFound, saveFound } from './found';
export { jsonSchemas } from './json-schema';
export { loadTenants, type LoadedTenants } from './load';
export { loadPins, type LoadedPins } from './pins';
export { savePins } from './pins-save';
export { addTenantFile, changeState, type ChangedFile, type NewTenant } from './change';
export { readSource, type Source } from './source';
export { loadSuppressions, type LoadedSuppressions, type LocatedSuppression } from './suppressions';

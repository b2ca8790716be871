export { describeVariable, runApp, type AppOptions, type AppResult } from './app';
export { readDescription, type DescribedEnvironment } from './description';
export {
  chooseEnvironments,
  filesOf,
  loadEnvironments,
  type EnvironmentDefinition,
  type FilledEnvironment,
  type LoadedEnvironments,
} from './environments';
export { loadTenants, type LoadedTenants } from './load';
export { loadPins, type LoadedPins } from './pins';
export { savePins } from './pins-save';
export { addTenantFile, changeState, type ChangedFile, type NewTenant } from './change';

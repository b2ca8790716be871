export { loadTenants, type LoadedTenants } from './load';

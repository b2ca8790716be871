import { dataFiles } from './data-files';
import { projectFiles } from './project-files';
import type { Scaffold } from './scaffold';

/** The texts of a new repository by their paths; pins are made from them afterwards. */
export function scaffoldFiles(scaffold: Scaffold): { readonly [path: string]: string } {
  return { ...projectFiles(scaffold), ...dataFiles(scaffold) };
}

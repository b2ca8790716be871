export type { Fact } from './read-back';
export { runDemo, type DemoOptions, type DemoReport } from './run-demo';

export type { HeadlineReport, SweepReport, TraceReport } from './headline/report-headline';
export { runDemo, type DemoOptions, type DemoReport, type TenantReport } from './run-demo';

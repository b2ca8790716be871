export { emulatorDown, type EmulatorDown, type EmulatorDownOptions, type InstanceOptions } from './down';
export type { EmulatorOptions, LauncherName } from './options';
export { probe, type Check, type ProbeOptions, type ProbeResult } from './probes';
export { rootCredentials, type EmulatorRecord } from './record';
export { startEmulator, type RunningEmulator } from './start-emulator';
export { emulatorStatus, type EmulatorStatus } from './status';
export { emulatorUp, type EmulatorUpOptions, type SupervisedEmulator } from './up';
export { inWorkFolder } from './work-folder';

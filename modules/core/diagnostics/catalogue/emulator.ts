import { entries } from '../entry';

/** TB4xxx */
export const emulatorEntries = entries({
  TB4001: {
    severity: 'error',
    exitCode: 4,
    summary: 'the emulator ended while it was starting',
    explanation:
      'The process that runs LocalStack went away before it answered. The last lines of its log are part of the message ' +
      'and the log file is named; the cause is usually there. Nothing of the failed start is left running.',
  },
  TB4002: {
    severity: 'error',
    exitCode: 4,
    summary: 'the emulator did not answer in time',
    explanation:
      'The process runs, but S3 did not answer within the time-out. On a slow or busy machine a longer time-out helps; ' +
      'otherwise the log file says what it was doing. The process was stopped.',
  },
  TB4003: {
    severity: 'error',
    exitCode: 4,
    summary: 'the port is taken',
    explanation:
      'Another process listens on the port that was asked for. Stop it, name another port, or leave the port out: then ' +
      'the operating system chooses a free one and the record that is printed says which.',
  },
  TB4004: {
    severity: 'error',
    exitCode: 4,
    summary: 'the Python environment of the emulator cannot be made',
    explanation:
      'Without a container engine the emulator runs under Python 3.11 (later versions break its KMS), in an environment ' +
      'of its own that is installed once from a lock file with hashes. Install Python 3.11 with its venv module or name ' +
      'one in TENANT_BUCKETS_PYTHON; the first installation needs the network.',
  },
  TB4005: {
    severity: 'error',
    exitCode: 4,
    summary: 'the container engine cannot run the emulator',
    explanation:
      'The docker launcher was asked for, but no engine answers (the command alone is not enough: the daemon must run) ' +
      'or the image cannot be pulled. Start the engine, or use the python launcher, which needs none.',
  },
  TB4006: {
    severity: 'error',
    exitCode: 4,
    summary: 'the emulator has another version than the one that is supported',
    explanation:
      'One LocalStack version is pinned for both launchers, because others differ in what they accept. An image that was ' +
      'tagged anew or a changed environment gives another one: remove it and start again.',
  },
  TB4007: {
    severity: 'error',
    exitCode: 4,
    summary: 'the folder of the emulator cannot be written',
    explanation:
      'Record, lock and log of an instance live in .tenant-buckets/<name>/ below the root folder and are readable for ' +
      'their owner only. Make the folder writable or choose another root.',
  },
  TB4008: {
    severity: 'error',
    exitCode: 4,
    summary: 'the emulator could not be stopped',
    explanation:
      'The supervisor is still there some seconds after it was told to end and then killed. It belongs to another user ' +
      'or hangs inside the kernel; its process id is in the message.',
  },
  TB4009: {
    severity: 'error',
    exitCode: 4,
    summary: 'the emulator ended while it was in use',
    explanation:
      'LocalStack or its supervisor went away without having been asked to. What it held is lost, for it keeps its data ' +
      'in memory. The log file says why; start it again.',
  },
  TB4010: {
    severity: 'error',
    exitCode: 2,
    summary: 'an option of the emulator is wrong',
    explanation:
      'A name is a folder name of letters, digits, dots, dashes and underscores; a port is 0 to 65535; an account id has ' +
      'twelve digits; a Region looks like us-east-1; a launcher is docker or python.',
  },
  TB4040: {
    severity: 'error',
    exitCode: 4,
    summary: 'no emulator runs',
    explanation:
      'The command asks the gateway of a running emulator, and no instance of this name runs in this folder. `emulator up --detach` starts one; ' +
      '`--name` names another.',
  },
  TB4041: {
    severity: 'error',
    exitCode: 4,
    summary: 'the gateway does not answer as it should',
    explanation:
      'The emulator runs, but its gateway does not answer, or not with what this version expects. `emulator status` says whether it answers; one of ' +
      'another version is ended with `emulator down` and started again.',
  },
});

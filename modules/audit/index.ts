export { readFoundBucket } from './found-bucket';
export { readFoundKey, type ReadKey } from './found-key';
export { readLiveKey } from './live-key';

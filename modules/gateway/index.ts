export { startGateway, type Gateway, type GatewayOptions } from './gateway';
export { knownDifferences, type KnownDifference } from './known-differences';
export { defaultSettings, pocSettings, type GatewaySettings } from './settings';

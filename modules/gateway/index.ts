export { startGateway, type Gateway, type GatewayOptions } from './gateway';
export { defaultSettings, pocSettings, type GatewaySettings } from './settings';

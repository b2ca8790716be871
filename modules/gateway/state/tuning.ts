import { defaultSettings, type GatewaySettings } from '../settings';

/** The settings in force. */
export class Tuning {
  #settings: GatewaySettings;

  constructor(private readonly initial: Partial<GatewaySettings> = {}) {
    this.#settings = { ...defaultSettings, ...initial };
  }

  get settings(): GatewaySettings {
    return this.#settings;
  }

  change(settings: Partial<GatewaySettings>): void {
    this.#settings = { ...this.#settings, ...settings };
  }

  /** Those with which the gateway was started. */
  reset(): void {
    this.#settings = { ...defaultSettings, ...this.initial };
  }
}

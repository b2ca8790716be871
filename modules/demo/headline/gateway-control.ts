import type { GatewaySettings } from '../../gateway';

/** The control routes of the emulator's gateway, as far as the demo needs them. */
export class GatewayControl {
  constructor(private readonly endpoint: string) {}

  /** No bucket-level key is kept and nothing is counted; the settings are the defaults but for those given. */
  async startOver(settings: Partial<GatewaySettings>): Promise<void> {
    await this.#ask('POST', 'reset', { only: ['ledger', 'bucketKeys', 'settings'] });
    await this.#ask('POST', 'settings', settings);
  }

  async advance(advanceSeconds: number): Promise<void> {
    await this.#ask('POST', 'clock', { advanceSeconds });
  }

  /** How often each operation of KMS was called. */
  async calls(): Promise<{ readonly [operation: string]: number }> {
    const counts: { [operation: string]: number } = {};
    for (const call of await this.#list('ledger', 'calls')) {
      const operation = textOf(call, 'operation');
      counts[operation] = (counts[operation] ?? 0) + 1;
    }
    return counts;
  }

  async countEvents(): Promise<number> {
    return (await this.#list('events', 'Records')).length;
  }

  async #list(route: string, name: string): Promise<readonly unknown[]> {
    const list = member(await this.#ask('GET', route), name);
    if (!isList(list)) throw new Error(`the gateway's ${route} holds no ${name}`);
    return list;
  }

  async #ask(method: 'GET' | 'POST', route: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.endpoint}/_gateway/${route}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the gateway refuses ${method} ${route}: ${text}`);
    return JSON.parse(text);
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function textOf(value: unknown, name: string): string {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
}

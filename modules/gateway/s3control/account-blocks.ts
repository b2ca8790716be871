import { describeAccount, known, noPublicAccessBlock } from '../../core';
import { withEntry, type LiveWorld } from '../state/live-world';

/** The four settings of Block Public Access, by the names of its XML. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export interface AccountBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** Block Public Access of whole accounts; the two settings that bear on policies stand in the world, too. */
export class AccountBlocks {
  readonly #blocks = new Map<string, AccountBlock>();

  constructor(
    private readonly live: LiveWorld,
    private readonly partition: string,
  ) {}

  find(accountId: string): AccountBlock | undefined {
    return this.#blocks.get(accountId);
  }

  /** `undefined` takes the block away. */
  put(accountId: string, block: AccountBlock | undefined): void {
    if (block) this.#blocks.set(accountId, block);
    else this.#blocks.delete(accountId);
    const { accounts } = this.live.world;
    const account = accounts.get(accountId) ?? describeAccount({ id: accountId, partition: this.partition });
    const publicAccessBlock = known(
      block
        ? { blockPublicPolicy: block.BlockPublicPolicy, restrictPublicBuckets: block.RestrictPublicBuckets }
        : noPublicAccessBlock,
    );
    this.live.change({ accounts: withEntry(accounts, accountId, { ...account, publicAccessBlock }) });
  }
}

import { TerraformResource, type ITerraformDependable } from 'cdktf';

/**
 * The same resources to wait for, by their plain addresses. cdktf would make a token of each while it resolves the
 * resource that waits, with a stack trace as deep as that: a seventh of a whole synthesis.
 */
export function plainAddresses(resources: readonly ITerraformDependable[]): ITerraformDependable[] {
  return resources.map((one) => (one instanceof TerraformResource ? new PlainAddress(one) : one));
}

class PlainAddress implements ITerraformDependable {
  constructor(private readonly resource: TerraformResource) {}

  get fqn(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }
}

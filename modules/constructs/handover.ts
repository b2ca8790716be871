import { TerraformResource, type TerraformStack } from 'cdktf';
import { RootConstruct, type Construct, type IConstruct } from 'constructs';
import { diagnostic, tenantConstructId, type Diagnostic, type Tenant, type TenantMove } from '../core';

/**
 * Takes resources out of terraform's state and leaves them as they are.
 * @see https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
 */
export function letGo(stack: TerraformStack, addresses: readonly string[]): void {
  if (addresses.length === 0) return;
  const removed = [...new Set(addresses)].sort().map((from) => ({ from, lifecycle: { destroy: false } }));
  stack.addOverride('removed', removed);
}

/** Takes the resources of a tenant that comes from another stack into this one's state. */
export function takeOver(stack: TerraformStack, move: TenantMove): readonly Diagnostic[] {
  const resources = new Map(resourcesOf(stack).map((one) => [addressOf(one), one]));
  return move.resources.flatMap(({ address, importId }) => {
    const resource = resources.get(address);
    if (resource === undefined) return [leftBehind(stack, move, address)];
    resource.importFrom(importId);
    return [];
  });
}

function leftBehind(stack: TerraformStack, { id }: TenantMove, address: string): Diagnostic {
  return diagnostic('TB2162', {
    path: `${stack.node.id}/${id}`,
    message: `the move of ${id} names ${address}, which it no longer has`,
    fix: 'put back what was taken from the tenant, and take it when the move is done',
  });
}

/**
 * The addresses that a tenant has in a stack, in whichever state it was deployed: found by building it in a stack that
 * is thrown away. An address depends on nothing outside the stack.
 */
export function addressesOf(
  tenant: Tenant,
  build: (root: Construct, tenant: Tenant) => TerraformStack,
): readonly string[] {
  return (['active', 'suspended'] as const).flatMap((state) => {
    const stack = build(new RootConstruct(), { ...tenant, state });
    const own = stack.node.tryFindChild(tenantConstructId(tenant));
    return own === undefined ? [] : resourcesOf(own).map(addressOf);
  });
}

function resourcesOf(scope: IConstruct): readonly TerraformResource[] {
  return scope.node.findAll().filter((one) => one instanceof TerraformResource);
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

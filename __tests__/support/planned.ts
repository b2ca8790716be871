import type { Terraform } from '../../modules/terraform';
import { objectAt, objectsAt, parseJsonObject, textAt, type Json } from './json';

/** What a saved plan does with one resource. */
export interface PlannedResource {
  readonly type: string;
  /** The logical id, which begins with the tenant's id. */
  readonly name: string;
  readonly actions: Json;
  /** The id by which it is imported. @default it is not imported */
  readonly importId?: string;
}

/** Plans into a file and reads from it what would be done. */
export async function planned(terraform: Terraform, planFile: string): Promise<readonly PlannedResource[]> {
  await terraform.plan({ out: planFile });
  const plan = parseJsonObject(JSON.stringify(await terraform.show({ planFile })));
  return objectsAt(plan, 'resource_changes').map((one) => {
    const change = objectAt(one, 'change');
    const importing = objectAt(change, 'importing');
    return {
      type: textAt(one, 'type'),
      name: textAt(one, 'name'),
      actions: change['actions'] ?? null,
      ...('id' in importing && { importId: textAt(importing, 'id') }),
    };
  });
}

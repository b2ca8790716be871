import type { ObjectTags } from '../state/object-records';
import { isElement, readXml, xmlList, xmlText } from './xml';

/** Reads the tags of a `Tagging` document; what cannot be read holds none. */
export function readTagging(body: Buffer): ObjectTags {
  const set = readXml(body.toString('utf8'))?.['Tagging'];
  const tags = isElement(set) && isElement(set['TagSet']) ? xmlList(set['TagSet'], 'Tag') : [];
  return Object.fromEntries(
    tags.flatMap((tag) => (isElement(tag) ? [[xmlText(tag, 'Key') ?? '', xmlText(tag, 'Value') ?? ''] as const] : [])),
  );
}

import XMLBuilder from 'fast-xml-builder';
import { XMLParser } from 'fast-xml-parser';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });
const reading = { ignoreAttributes: true, parseTagValue: false, processEntities: true, removeNSPrefix: true };
const parser = new XMLParser(reading);
const sparing = new XMLParser({ ...reading, trimValues: false, htmlEntities: true });

/** Writes one element as an XML document. */
export function xmlDocument(name: string, content: object): string {
  const text: unknown = builder.build({ [name]: content });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(text)}`;
}

/** An element of a document that was read: text, or further elements. */
export type XmlValue = string | XmlElement | readonly XmlValue[];
export interface XmlElement {
  readonly [name: string]: XmlValue | undefined;
}

/** Reads a document; `undefined` when it is none. Numbers and switches stay text. */
export function readXml(text: string): XmlElement | undefined {
  return readWith(parser, text);
}

/** Reads a document in which spaces and line ends around a text belong to it, as they do to keys of objects. */
export function readXmlWithSpaces(text: string): XmlElement | undefined {
  return readWith(sparing, text);
}

function readWith(reader: XMLParser, text: string): XmlElement | undefined {
  try {
    const read: unknown = reader.parse(text, true);
    return isElement(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Follows names from element to element; of several with one name, the first. */
export function xmlText(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  let at: XmlValue | undefined = element;
  for (const name of path) {
    const one: XmlValue | undefined = isList(at) ? at[0] : at;
    at = isElement(one) ? one[name] : undefined;
  }
  return typeof at === 'string' ? at : undefined;
}

/** All elements or texts of one name, as a list. */
export function xmlList(element: XmlElement | undefined, name: string): readonly XmlValue[] {
  const found = element?.[name];
  if (found === undefined) return [];
  return isList(found) ? found : [found];
}

function isList(value: XmlValue | undefined): value is readonly XmlValue[] {
  return Array.isArray(value);
}

export function isElement(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

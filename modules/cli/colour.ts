import { styleText } from 'node:util';
import type { TextStyle } from '../review';
import type { CommandIo } from './io';

const styles: { readonly [style in TextStyle]: Parameters<typeof styleText>[0] } = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'blue',
  heading: 'bold',
  quiet: 'gray',
};

/**
 * How to colour what goes to standard output; nothing is coloured where nobody sees it. A flag wins over FORCE_COLOR, that
 * over NO_COLOR. @see https://no-color.org and https://force-color.org
 */
export function colourOf(io: CommandIo, flag: boolean): ((text: string, style: TextStyle) => string) | undefined {
  return flag && wantsColour(io)
    ? (text, style) => styleText(styles[style], text, { validateStream: false })
    : undefined;
}

function wantsColour({ environment, outColumns }: CommandIo): boolean {
  const { FORCE_COLOR: force = '', NO_COLOR: none = '', TERM: terminal } = environment;
  if (force !== '') return force !== '0' && force !== 'false';
  return none === '' && terminal !== 'dumb' && outColumns !== undefined;
}

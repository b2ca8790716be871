import { Composer, Lexer, Parser, type CST, type Document, type LineCounter } from 'yaml';
import { checkDocument, inUserWords, type SyntaxProblem } from './syntax';

export interface ParsedText {
  /** Absent when the text was given up before it had a meaning. */
  readonly document?: Document.Parsed | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** A tenant's deepest value lies nine levels down, the tokens between counted. */
const depthLimit = 64;

/**
 * Reads YAML 1.2. The parser keeps its own stack but the composer recurses, and a call stack that overflows there can
 * abort the whole process, so depth is bounded before anything is composed.
 */
export function parseText(text: string, lines: LineCounter): ParsedText {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > depthLimit) return { problems: [tooDeep(parser.offset)] };
  }
  tokens.push(...parser.end());
  return compose(tokens, text.length);
}

function compose(tokens: readonly CST.Token[], endOffset: number): ParsedText {
  const composer = new Composer({
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false, // `checkDocument` finds them in linear time
    version: '1.2',
  });
  const documents = [...composer.compose(tokens, true, endOffset)];
  const problems = documents.flatMap((document, index) =>
    index === 0
      ? [...[...document.errors, ...document.warnings].map(inUserWords), ...checkDocument(document)]
      : [anotherDocument(document.range[0])],
  );
  return { document: documents[0], problems };
}

function tooDeep(offset: number): SyntaxProblem {
  return {
    code: 'TB1001',
    message: 'the file is nested too deeply',
    fix: 'write it flatter: a tenant needs six levels',
    range: [offset - 1, offset],
  };
}

function anotherDocument(offset: number): SyntaxProblem {
  return {
    code: 'TB1001',
    message: 'another document begins here, and a file holds one',
    fix: 'move what follows to a file of its own',
    range: [offset, offset + 1],
  };
}

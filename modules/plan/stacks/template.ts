/** A piece of a Terraform string: text as it stands, or an expression that terraform evaluates. */
export type TemplatePart = string | { readonly expression: string };

/**
 * The parts of a Terraform string, `$${` and `%%{` being the escapes of `${` and `%{`; `undefined` for a string with
 * directives or an open brace. @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function parseTemplate(text: string): readonly TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let rest = text;
  for (;;) {
    const mark = /\$\$\{|%%\{|\$\{|%\{/.exec(rest);
    if (!mark) return [...parts, rest];
    const [sign] = mark;
    const before = rest.slice(0, mark.index);
    const after = rest.slice(mark.index + sign.length);
    if (sign === '%{') return undefined;
    if (sign === '${') {
      const length = expressionLength(after);
      if (length === undefined) return undefined;
      parts.push(before, { expression: after.slice(0, length).trim() });
      rest = after.slice(length + 1);
    } else {
      parts.push(before + sign.slice(1));
      rest = after;
    }
  }
}

/** How far an expression goes: to the brace that closes it, braces in nested strings and objects left aside. */
function expressionLength(text: string): number | undefined {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token[0] === '{') depth += 1;
    if (token[0] !== '}') continue;
    if (depth === 0) return token.index;
    depth -= 1;
  }
  return undefined;
}

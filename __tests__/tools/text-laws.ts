/** A law on the texts of the project, whatever language they are in. */
export interface TextLaw {
  readonly name: string;
  /** The files it looks at, by path. */
  readonly files: RegExp;
  /** What is wrong in a text, in a few words; undefined when nothing is. */
  readonly judge: (text: string, path: string) => string | undefined;
  /** A text that breaks it, and one that comes close and keeps it. */
  readonly breaks: readonly string[];
  readonly keeps: readonly string[];
}

/** Takes a word out of the pieces in which this file must write it. */
const spelled = (word: string): string => word.replace('-', '');

const finds =
  (pattern: RegExp) =>
  (text: string): string | undefined => {
    const found = pattern.exec(text);
    return found === null ? undefined : `line ${text.slice(0, found.index).split('\n').length}: ${found[0].trim()}`;
  };

const homes = ['work', 'root', 'Users', 'home/[a-z]+', 'tmp/bash[_a-z]*'].join('|');
const openEnds = ['TO-DO', 'FIX-ME', 'XX-X'].map(spelled).join('|');
const waysNotToRun = ['on-ly', 'sk-ip', 'to-do', 'fail-ing'].map(spelled).join('|');

/** Code is read from top to bottom, tables by their keys. */
const lineLimit = (path: string): number => (/(\/catalogue\/|-cases\.)/.test(path) ? 600 : 300);

/** The laws, each with texts that prove it. */
export const textLaws: readonly TextLaw[] = [
  {
    name: 'no-machine-paths',
    files: /./,
    judge: finds(new RegExp(`(?<![\\w.~})>-])/(?:${homes})/`)),
    breaks: [spelled('cd /wo-rk/main'), spelled('"/ro-ot/.cache/x"'), spelled('log in /tm-p/bash_jobs/1')],
    keeps: ['modules/work/x.ts', 'arn:aws:iam::111122223333:root', 'https://example.com/root/x', '/opt/terraform/'],
  },
  {
    name: 'locks-name-no-registry',
    files: /(^|\/)(package-lock\.json|[^/]*\.lock|requirements[^/]*\.(in|txt)|\.npmrc)$/,
    judge: finds(/"resolved"|--(extra-)?index-url|--find-links|registry\s*=|\.(tgz|whl)\b/),
    breaks: [
      '"resolved": "https://registry.example/x.tgz"',
      '--index-url https://pypi.example/simple',
      'registry=http://a/',
    ],
    keeps: [
      '"version": "1.0.0", "integrity": "sha512-x"',
      '"url": "https://github.com/sponsors/someone"',
      'attrs==25.4.0',
    ],
  },
  {
    name: 'files-are-short',
    files: /\.(ts|mjs|cjs|js|py|sh|tf)$/,
    judge: (text, path) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      return lines > lineLimit(path) ? `${lines} lines; ${lineLimit(path)} are allowed` : undefined;
    },
    breaks: ['x\n'.repeat(301)],
    keeps: ['x\n'.repeat(300)],
  },
  {
    name: 'no-open-ends',
    files: /^(?!package-lock\.json$)/,
    judge: finds(new RegExp(`\\b(?:${openEnds})\\b`)),
    breaks: [spelled('# TO-DO later'), spelled('// FIX-ME')],
    keeps: ['a list of things to do', 'AXXXB'],
  },
  {
    name: 'every-test-runs',
    files: /\.(ts|mjs)$/,
    judge: finds(
      new RegExp(
        `\\b(?:describe|test|it)(?:\\.\\w+)*\\.(?:${waysNotToRun})\\b|^\\s*(?:xit|fit|xtest|xdescribe|fdescribe)\\(`,
        'm',
      ),
    ),
    breaks: [
      spelled("test.on-ly('a')"),
      spelled("describe.sk-ip('a')"),
      spelled('test.concurrent.on-ly.each([])'),
      spelled("x-it('a')"),
    ],
    keeps: ["test('skips what is not there')", 'visit(node)', "test.each([1])('a')"],
  },
];

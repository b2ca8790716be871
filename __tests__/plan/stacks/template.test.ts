import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from '../../../modules/plan/stacks/template';

describe('parseTemplate', () => {
  test.each([
    ['plain', ['plain']],
    ['${local.a}', ['', { expression: 'local.a' }, '']],
    ['arn:${ aws_kms_key.K.arn }/x', ['arn:', { expression: 'aws_kms_key.K.arn' }, '/x']],
    ['$${aws:username}', ['${', 'aws:username}']],
    ['%%{if}', ['%{', 'if}']],
    ['${jsonencode({"a" = "}"})}!', ['', { expression: 'jsonencode({"a" = "}"})' }, '!']],
    ['a $ b % c', ['a $ b % c']],
  ])('reads %j', (text, parts) => {
    expect(parseTemplate(text)).toEqual(parts);
  });

  test.each(['${open', '%{ if true }a%{ endif }'])('fails when only terraform can read it: %j', (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  });
});

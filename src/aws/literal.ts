import { Token } from 'cdktf';
import { UserError } from '../base/errors.ts';

/**
 * Text as a Terraform attribute that evaluates to exactly this text. cdktf writes strings unescaped, and in a string
 * Terraform reads `${` and `%{` as expressions, whose escapes are `$${` and `%%{` (Terraform language, strings and
 * templates).
 *
 * @param where what messages begin with, for example `stacks/lab.ts: hosts.ns`
 * @throws UserError if the text cannot reach the other side as it is: cdktf replaces what looks like one of its
 *   placeholders, and Terraform brings every string into Unicode's composed form (go-cty, cty.NormalizeString)
 */
export function literal(text: string, where: string): string {
  if (Token.isUnresolved(text))
    throw new UserError(`${where}: it holds a placeholder of cdktf, \${TfToken[...]}; write it another way`);
  const changed = text.split('\n').find((line) => line !== line.normalize('NFC'));
  if (changed !== undefined)
    throw new UserError(
      `${where}: Terraform would change the characters of ${JSON.stringify(changed)}; write them composed (Unicode NFC)`,
    );
  return text.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
}

/** Who uses this machine. */
import { userInfo } from 'node:os';

/** The last user that a person logged in as; a user without a name is a number. */
export function userName(): string {
  const { SUDO_USER } = process.env;
  if (SUDO_USER !== undefined && SUDO_USER !== '') return SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    return String(process.geteuid?.());
  }
}

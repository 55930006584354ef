import { lifeWarning, type Surroundings } from '../acserver/process.ts';
import type { Config } from '../config/environment.ts';
import { isManaged } from '../config/server.ts';

/** Why the race would end if Pitwall stopped; undefined if it would not, or if the owner has turned the warning off. */
export function lifeWarningOf(
  { servers, lifeWarning: isWanted }: Pick<Config, 'servers' | 'lifeWarning'>,
  surroundings: () => Surroundings,
): string | undefined {
  return isWanted && servers.some(isManaged) ? lifeWarning(surroundings()) : undefined;
}

import type { Command } from '../src/command/command.ts';
import { grid } from './grid.ts';
import { help } from './help.ts';
import { lobby } from './lobby.ts';
import { server } from './server.ts';
import { shutdown } from './shutdown.ts';
import { tracker } from './tracker.ts';

/** The whole vocabulary, in the order in which help and the README list it. */
export const commands: readonly Command[] = [...server, ...grid, ...lobby, ...tracker, ...shutdown, ...help];

import type { Command } from '../src/command/command.ts';
import { appeals } from './appeals.ts';
import { calendar } from './calendar.ts';
import { drivers } from './drivers.ts';
import { game } from './game.ts';
import { grid } from './grid.ts';
import { help } from './help.ts';
import { incidentPictures } from './incidentPictures.ts';
import { incidents } from './incidents.ts';
import { judging } from './judging.ts';
import { link } from './link.ts';
import { lobby } from './lobby.ts';
import { penalties } from './penalties.ts';
import { points } from './points.ts';
import { report } from './report.ts';
import { results } from './results.ts';
import { roster } from './roster.ts';
import { server } from './server.ts';
import { sessions } from './sessions.ts';
import { shutdown } from './shutdown.ts';
import { tracker } from './tracker.ts';
import { upkeep } from './upkeep.ts';

/** All commands, in the order in which help and the README list them. */
export const commands: readonly Command[] = [
  ...server,
  ...sessions,
  ...drivers,
  ...grid,
  ...lobby,
  ...tracker,
  ...penalties,
  ...results,
  ...calendar,
  ...incidents,
  ...incidentPictures,
  ...judging,
  ...appeals,
  points,
  report,
  ...link,
  ...roster,
  ...game,
  ...upkeep,
  ...shutdown,
  ...help,
];

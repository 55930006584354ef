import type { TrackerInfo } from '../../actions/tracker.ts';
import type { AnswerOf } from '../../command/answer.ts';
import { type Frame, message } from './shape.ts';

/** Desktop clients take these texts for the state of stracker. */
export function trackerFrames({ change, info }: AnswerOf<'tracker'>): readonly Frame[] {
  switch (change) {
    case 'started':
      return [started(info)];
    case 'stopped':
      return [message('Stracker server stopped')];
    case 'restarted':
      return [message('Stracker server stopped'), started(info)];
    case 'none':
      return [status(info)];
  }
}

const started = (info: TrackerInfo): Frame => ({ data: { msg: 'Stracker started', stracker: processFields(info) } });

/** That it does not run is no error. */
const status = (info: TrackerInfo): Frame =>
  info.state === 'stopped'
    ? message('stracker is NOT running')
    : {
        data: {
          msg: `stracker is running since ${compactTimestamp(info.startedAt)}`,
          stracker: processFields(info),
        },
      };

/** Where it lies on the disk is nobody's business. */
const processFields = ({ state, startedAt }: TrackerInfo) => ({
  cmd: ['stracker'],
  cwd: null,
  timestamp: compactTimestamp(startedAt),
  running: state !== 'stopped',
});

/** "20220722_104232", in UTC. */
const compactTimestamp = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');

import type { AnswerOf } from '../../command/answer.ts';
import type { TrackerInfo } from '../../features/tracker/actions.ts';
import { processFields } from './process.ts';
import { compactTimestamp, type JsonFrame, message } from './shape.ts';

/** Desktop clients take these texts for the state of stracker. */
export function trackerFrames({ change, info }: AnswerOf<'tracker'>): readonly JsonFrame[] {
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

const started = (info: TrackerInfo): JsonFrame => ({ data: { msg: 'Stracker started', stracker: running(info) } });

/** stracker not running is not an error. */
const status = (info: TrackerInfo): JsonFrame =>
  info.state === 'stopped'
    ? message('stracker is NOT running')
    : {
        data: {
          msg: `stracker is running since ${compactTimestamp(info.startedAt)}`,
          stracker: running(info),
        },
      };

const running = ({ state, startedAt }: TrackerInfo) => processFields('stracker', startedAt, state !== 'stopped');

/**
 * Run before anything else is read. What is old may grow by a third before it is looked through, in the place of
 * threefold. With what `keepNewSpaceSmall` does one server takes 30 MB less, and no more of a processor.
 */
import { setFlagsFromString } from 'node:v8';
import { keepNewSpaceSmall } from './newSpace.ts';

keepNewSpaceSmall();
setFlagsFromString('--heap-growing-percent=30');

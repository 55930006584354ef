/** Imported before everything else. */
import { keepNewSpaceSmall } from './newSpace.ts';

keepNewSpaceSmall();

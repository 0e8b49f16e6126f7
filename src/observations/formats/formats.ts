import { figuresSheet } from './figures-sheet.js';
import type { Format } from './format.js';
import { sdmxCsv1, sdmxCsv2 } from './sdmx-csv.js';
import { unsdApi } from './unsd-api.js';
import { unsdHub } from './unsd-hub.js';
import { unsdPortal } from './unsd-portal.js';

/** Every format, by whose header a file is recognised; a new one is a file beside this one and its entry here. */
export const formats: Format[] = [unsdPortal, unsdHub, unsdApi, sdmxCsv2, sdmxCsv1, figuresSheet];

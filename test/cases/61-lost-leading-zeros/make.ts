import { replace } from '../../support/edit.js';

/** 001 became 1. */
export default (data: string): void => replace(data, 'areas.csv', '001,', '1,');

import { edit } from '../../support/edit.js';

/** Names that every JavaScript object has. */
export default (data: string): void => {
  edit(data, 'links.csv', (text) =>
    text
      .replace('note', 'note,__proto__,constructor,toString')
      .replaceAll(/,$/gm, ',,polluted,polluted,polluted'),
  );
};

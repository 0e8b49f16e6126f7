/** How the HTML report looks; the boxes at its top show and hide a kind of problem without a script. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --soft: #f3f5f8; --line: #d4dae3; --dim: #566274;
  --error: #b3261e; --warning: #8a5000; --notice: #1d5fa8; --spot: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e9ef; --paper: #14181f; --soft: #1e242d; --line: #394352;
  --dim: #a5b0c0; --error: #ff9a90; --warning: #ffc163; --notice: #8fc2ff; --spot: #6b4e00; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { display: inline; font-size: 1.1rem; overflow-wrap: anywhere; }
a { color: var(--notice); }
:focus-visible { outline: 3px solid var(--notice); outline-offset: 2px; }
.counts { color: var(--dim); margin: 0; }
nav ul { list-style: none; padding: 0; columns: 18rem; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; display: flex; gap: 1.5rem; flex-wrap: wrap; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; }
summary { cursor: pointer; padding: .6rem .8rem; background: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: start; vertical-align: top; padding: .5rem .8rem; border-top: 1px solid var(--line); }
thead th { font-weight: 600; color: var(--dim); }
tbody th { font-weight: 600; white-space: nowrap; }
td p { margin: 0 0 .3rem; overflow-wrap: anywhere; }
.kind { font-weight: 600; white-space: nowrap; }
.error .kind { color: var(--error); } .warning .kind { color: var(--warning); } .notice .kind { color: var(--notice); }
.row { display: block; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .2rem .5rem;
  border-radius: .3rem; font: .9rem/1.5 ui-monospace, monospace; margin-bottom: .3rem; }
.line { color: var(--dim); }
mark { color: inherit; background: var(--spot); outline: 1px solid currentColor; unicode-bidi: isolate; }
mark:empty { padding-inline: .2em; }
.fix::before { content: "→ "; }
.code { color: var(--dim); font-size: .85rem; }
dt { font-weight: 600; } dd { margin: 0 0 .8rem; }
body:has(#show-error:not(:checked)) tr.error, body:has(#show-warning:not(:checked)) tr.warning,
body:has(#show-notice:not(:checked)) tr.notice { display: none; }
@media print { fieldset, nav { display: none; } }
`;

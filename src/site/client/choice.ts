/** A form whose select contains links: it opens the chosen one. Without this script, it opens the page of all. */
for (const form of document.querySelectorAll<HTMLFormElement>('form.choose'))
  form.addEventListener('submit', (event) => {
    const chosen = form.querySelector('select')?.value;
    if (chosen === undefined) return;
    event.preventDefault();
    location.assign(chosen);
  });

/**
 * The path of a request, decoded once and without the slash that it begins with: "objective/10", "site/". Undefined
 * when it could be another path in disguise: with "..", empty steps, backslashes, control characters or wrong escapes.
 */
export function requestPath(url: string): string | undefined {
  const decoded = decode(url.replace(/[?#].*$/s, ''));
  if (decoded === undefined || !/^\/[^\\\p{Cc}]*$/u.test(decoded)) return undefined;
  const path = decoded.slice(1);
  const steps = path.split('/');
  const isPlain = steps.every((step, i) => step !== '.' && step !== '..' && (step !== '' || i === steps.length - 1));
  return isPlain ? path : undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A path as it may stand in a header or an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

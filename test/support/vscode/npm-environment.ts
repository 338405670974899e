/** Settings that lead to the package registry. */
const reachesRegistry =
  /^npm_config_(.*registry|\/\/.*|userconfig|globalconfig|cache|cafile|ca|cert|key|strict_ssl|(https?_)?proxy|no_?proxy|offline|prefer_offline|fetch_.*|maxsockets|local_address)$/;

/**
 * Returns the environment for an npm that is started inside an npm script. npm passes its own settings to scripts as
 * `npm_*` variables. Some of them (prefix, workspace, omit, global) would direct a nested install to the wrong place.
 * Those that lead to the registry are kept, because they may be the user's only configuration of it.
 */
export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const key = name.toLowerCase();
    return !key.startsWith("npm_") || reachesRegistry.test(key.replaceAll("-", "_"));
  });
  return Object.fromEntries(kept);
}

declare module '@vercel/ncc' {
  /** The part of ncc's interface that the build uses; the package has no types of its own. */
  export default function ncc(
    entry: string,
    options: { cache: boolean; externals: Record<string, string>; license: string; quiet: boolean; target: string },
  ): Promise<{ code: string; assets: Record<string, { source: string | Buffer }> }>
}

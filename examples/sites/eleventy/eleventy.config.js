export default function (config) {
  config.addPassthroughCopy("site/*.css");
  return { dir: { input: "site", output: "_site" }, htmlTemplateEngine: "njk" };
}

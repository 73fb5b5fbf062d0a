import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ // The require scope
/******/ var __nccwpck_require__ = {};
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  k: () => (/* binding */ ProxyAgent),
  h: () => (/* binding */ fetch)
});

;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./build/lazy-undici.js
// Stands for the package undici in the bundles. The toolkit imports undici wherever it might meet a proxy; evaluating it
// costs more than making and storing a key, so that happens only when something really uses it.

function undici() {
    return (0,external_node_module_namespaceObject.createRequire)(import.meta.url)('./undici.cjs');
}
/** Constructs undici's own ProxyAgent. */
const ProxyAgent = (...args) => new (undici().ProxyAgent)(...args);
/** Calls undici's own fetch. */
const fetch = (...args) => undici().fetch(...args);

var __webpack_exports__ProxyAgent = __webpack_exports__.k;
var __webpack_exports__fetch = __webpack_exports__.h;
export { __webpack_exports__ProxyAgent as ProxyAgent, __webpack_exports__fetch as fetch };

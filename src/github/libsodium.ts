// A bundle of its own, loaded by sealed-box.ts when a box has to be sealed: decoding its WebAssembly is the most costly
// thing that an action does at start.
export { default } from 'libsodium-wrappers'

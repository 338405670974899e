// Stand-in for vectra's search by words: the bank is searched by meaning only.
export default undefined;

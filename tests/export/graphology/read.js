// Reads GEXF from standard input, as Gephi Lite and sigma do, and writes the graph as JSON.

const fs = require("fs");
const path = require("path");

const modules = path.join(process.argv[2], "node_modules");
const Graph = require(path.join(modules, "graphology"));
const gexf = require(path.join(modules, "graphology-gexf"));

const graph = gexf.parse(Graph, fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({ ...graph.export(), type: graph.type, multi: graph.multi }));

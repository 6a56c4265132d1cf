package import Testing
package func stub(_ x: Int, at location: SourceLocation = #_sourceLocation) { #expect(x == 1, sourceLocation: location) }

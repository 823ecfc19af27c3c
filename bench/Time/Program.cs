using Bridge.Bench.Time;

// Measures one question to a calendar, near and ten years off:
//   dotnet run -c Release --project bench/Time
BenchmarkDotNet.Running.BenchmarkRunner.Run<WorkingTimeBenchmark>(args: args);

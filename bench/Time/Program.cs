using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Bridge.Bench.Time;

// Measures one question to a calendar, near and ten years off:
//   dotnet run -c Release --project bench/Time
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkRunner.Run<WorkingTimeBenchmark>(DefaultConfig.Instance.AddJob(job), args);
